"""The pages the law asks for, made from facts and from what the build found."""
