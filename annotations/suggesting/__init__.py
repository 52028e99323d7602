"""What the machine proposes about a text, for people to decide. Pure: knows no Django."""
