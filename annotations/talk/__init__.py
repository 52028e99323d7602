"""What people say to each other about a passage, a claim or a verdict, and who is told of it."""
