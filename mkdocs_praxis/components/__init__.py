"""Components: blocks of a page made from facts, with a catalogue, a Markdown directive and a template global."""
