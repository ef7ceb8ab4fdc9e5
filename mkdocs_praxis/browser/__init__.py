"""The proof: visits the site with a real browser that can reach only this machine, and records every contact."""
