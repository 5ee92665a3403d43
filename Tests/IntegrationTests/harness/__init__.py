"""What the tests are made with: places, users, servers, terminals, and a look at the processes."""

import pytest

pytest.register_assert_rewrite("harness.running", "harness.laboratory", "harness.waiting")
