"""What a browser does with bytes: files → contacts. Knows no policy and no MkDocs."""
