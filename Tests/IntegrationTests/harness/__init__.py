"""What the tests are made with: places, users, servers, terminals, and a look at the processes."""
