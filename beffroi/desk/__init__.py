"""The acceptance environment's desk: phone, mailbox and post box for people who hold no real key. Not in production."""
