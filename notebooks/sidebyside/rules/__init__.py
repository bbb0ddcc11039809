"""What is found in any text by rule. No module here reads a table of the collection: what a rule needs is passed in."""
