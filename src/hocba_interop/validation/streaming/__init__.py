"""What `validation.streams` is made of: cutting a source into records, and making each a card with its places."""
