"""Orders: which signs of which villages go to the shop in one batch, and the papers that go with them."""
