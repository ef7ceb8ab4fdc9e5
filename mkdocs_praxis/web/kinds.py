"""Kinds of files by name: the MIME type that servers send decides how browsers read a file."""

_ENDINGS = {
    "html": "html htm shtml shtm stm hta htc",
    "xml": "xml xhtml xht svg rss atom rdf xsl xslt mml mathml kml gpx opf ncx xul xspf smil smi wpl asx mpd ism dae opensearch "
    "plist xsd wsdl tei tmx xliff dita odc webloc drawio dio bpmn",
    "css": "css",
    "script": "js mjs cjs es6 jsm",
    "json": "json jsonld geojson topojson json5 jsonc ndjson jsonl har lottie excalidraw webapp",
    "manifest": "webmanifest",
    "playlist": "m3u8 m3u",
    "old-playlist": "pls ram",
    "captions": "vtt",
    "image": "png apng jpg jpeg jpe jfif pjpeg gif webp avif avifs bmp dib ico cur tif tiff heic heif jxl jp2 j2k psd ai eps icns "
    "xcf raw dng tga pbm pgm ppm wmf emf fig sketch afdesign afphoto afpub",
    "font": "woff woff2 ttf otf ttc eot pfb pfm",
    "media": "mp3 m4a m4b aac ogg oga opus wav weba flac mid midi aif aiff wma amr mp4 m4v webm ogv mov avi mkv mpg mpeg wmv flv "
    "3gp 3g2 m4s cmfv cmfa f4v",
    "document": "pdf ps doc docx docm dot dotx xls xlsx xlsm xlt xltx ppt pptx pptm pps ppsx odt ods odp odg odf ott rtf epub "
    "mobi azw3 djvu pages numbers key vsd vsdx msg one",
    "archive": "zip 7z rar tar tgz tbz tbz2 txz bz2 xz lz lzma jar war deb rpm dmg iso apk exe msi whl gem crx xpi cab",
    "data": "wasm pf_meta pf_index pf_fragment pf_filter pagefind inv idx glb stl obj 3ds usdz ply step stp sqlite sqlite3 "
    "db parquet npy npz pb mo tflite onnx mmdb msgpack feather arrow orc avro dta xpt sas7bdat sav rds rdata h5 hdf5 nc doctree",
    "text": "txt text md markdown mdown rst adoc asciidoc org tex bib ris csl csv tsv tab ics ical ifb vcf vcard log yml yaml toml ini cfg "
    "properties diff patch srt sub sbv ass lrc asc sig pem crt cer p7s pub gpg sha1 sha256 sha512 md5 sum sql "
    "sh bash zsh fish ps1 bat cmd py pyi ipynb pycon rb pl pm r jl c h cc cpp hpp cs java kt kts go rs swift scala lua vim el lisp hs "
    "ml dart scss sass less styl ts tsx jsx vue svelte astro coffee po pot dot gv puml plantuml mmd mermaid scad ansi cast license "
    "lock gitignore gitattributes editorconfig npmrc nvmrc tmpl tpl j2 jinja jinja2 mustache hbs ejs njk pug haml map rst_t txt_t py_t",
}
# Whole names, in lower case, whose ending does not tell the kind.
_NAMES = {
    "text": ".nojekyll .gitkeep .gitignore .gitattributes .keep .domains .editorconfig .prettierrc .buildinfo "
    ".dockerignore .npmignore .mailmap .version .stamp .ds_store thumbs.db desktop.ini cname copying copyright "
    "license licence notice authors contributors contributing changelog changes history news readme todo "
    "install version makefile dockerfile procfile gemfile rakefile codeowners security robots .htpasswd "
    ".user.ini .well-known .nomedia .hgtags",
    "server": "_headers _redirects .htaccess caddyfile nginx.conf httpd.conf apache.conf apache2.conf netlify.toml "
    "vercel.json now.json firebase.json staticwebapp.config.json serve.json web.config wrangler.toml "
    "_routes.json amplify.yml customhttp.yml static.json render.yaml",
    "server-code": "_worker.js",  # Cloudflare Pages: a program that answers every request
    "manifest": "manifest.json",
    "json": "apple-app-site-association",
}
_KIND_OF_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_KIND_OF_NAME = {name: kind for kind, names in _NAMES.items() for name in names.split()}
# Programs that a server runs: their output is unknown.
SERVER_CODE = frozenset([
    "php", "php3", "php4", "php5", "phtml", "asp", "aspx", "ashx", "asmx", "cshtml", "jsp", "jspx", "do",
    "cgi", "fcgi", "cfm", "erb", "rhtml",
])  # fmt: skip
COMPRESSED = frozenset({"gz", "br", "zst", "svgz"})
# Never parsed, whatever their size.
HARMLESS = frozenset({"image", "font", "media", "document", "archive", "data", "text", "version-control"})
# Files below these folders, unless they have another kind (a page), are version control data.
VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})


def kind_of(path: str) -> str:
    """Return the kind of a file by its name; "" if that does not tell."""
    name = path.rsplit("/", 1)[-1].lower()
    if name in _KIND_OF_NAME:
        return _KIND_OF_NAME[name]
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem:
        return ""
    if ending in {"conf", "caddy"}:
        return "server"
    return _KIND_OF_ENDING.get(ending, "")
