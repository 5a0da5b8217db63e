"""What Meta posts to the business: the values, the queue, the bodies, the signature and the postman."""
