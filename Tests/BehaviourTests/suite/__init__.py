"""How a row of the table is put to two servers, and what they answer is compared."""
