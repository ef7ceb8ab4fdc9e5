"""What a browser does with bytes: files → contacts. Knows no policy and no MkDocs.

The one door is `read`: bytes of an output file in, a `Reading` out. It never raises on content: what cannot be read to
the end says so in `Reading.unread`.
"""
