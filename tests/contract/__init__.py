"""What real Saleor versions offer, recorded, and the tests that hold our code and the sandbox to it."""
