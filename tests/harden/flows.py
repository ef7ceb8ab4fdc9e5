"""Ways in which an address reaches a script on real sites, none of which a reading follows to its end.

Each source is (markup, code, files): `{a}` is the address, `{host}` its host, `{n}` the number of the case. The code sets
U and then runs `{body}`.
"""

import base64

SOURCES: dict[str, tuple[str, str, dict[str, str]]] = {
    "joined": ("", "const U = 'https://' + ['{stem}', 'test'].join('.') + '/x'; {body}", {}),
    "base64": ("", "const U = atob('{base64}'); {body}", {}),
    "codes": ("", "const U = String.fromCharCode({codes}); {body}", {}),
    "reversed": ("", "const U = '{reversed}'.split('').reverse().join(''); {body}", {}),
    "lazy attribute": ("<i id=s{n} data-lazy-src='{a}'></i>", "const U = document.getElementById('s{n}').dataset.lazySrc; {body}", {}),
    "odd attribute": ("<i id=s{n} original='//{host}/x'></i>", "const U = 'https:' + document.getElementById('s{n}').getAttribute('original'); {body}", {}),
    "host in an attribute": ("<i id=s{n} data-h='{host}'></i>", "const U = `https://${{s{n}.dataset.h}}/x`; {body}", {}),
    "options in an attribute": ("<i id=s{n} data-o='{{\"u\":\"{a}\"}}'></i>", "const U = JSON.parse(s{n}.dataset.o).u; {body}", {}),
    "localised": ('<script>var par{n} = {{"ajax":"{escaped}"}}</script>', "const U = par{n}.ajax; {body}", {}),
    "json block": ('<script type=application/json id=s{n}>["{a}"]</script>', "const U = JSON.parse(s{n}.textContent)[0]; {body}", {}),
    "json file": ("", "fetch('d/{n}.json').then(r => r.json()).then(j => {{ const U = j.list[0].u; {body} }})", {"d/{n}.json": '{{"list":[{{"u":"{a}"}}]}}'}),
    "csv file": ("", "fetch('d/{n}.csv').then(r => r.text()).then(t => {{ const U = t.split(';')[1]; {body} }})", {"d/{n}.csv": "praxis;{a};1"}),
    "template": ("<template id=s{n}>{a}</template>", "const U = s{n}.content.textContent; {body}", {}),
    "textarea": ("<textarea id=s{n} hidden>{a}</textarea>", "const U = s{n}.value; {body}", {}),
    "comment": ("<p id=s{n}><!--{a}--></p>", "const U = s{n}.firstChild.data; {body}", {}),
    "style": ('<p id=s{n} class=v{n}></p><style>.v{n}{{--u:"{a}"}}</style>', "const U = getComputedStyle(s{n}).getPropertyValue('--u').trim().slice(1, -1); {body}", {}),
    "link": ("<a id=s{n} href='{a}'>x</a>", "const U = s{n}.href; {body}", {}),
    "query of a script": ("<script id=s{n} src='t.js?h={host}'></script>", "const U = 'https://' + new URL(s{n}.src).searchParams.get('h') + '/x'; {body}", {"t.js": "var t"}),
    "event": ("", "addEventListener('e{n}', e => {{ const U = e.detail; {body} }}); dispatchEvent(new CustomEvent('e{n}', {{detail: atob('{base64}')}}))", {}),
    "channel": ("", "const C{n} = new MessageChannel(); C{n}.port1.onmessage = e => {{ const U = e.data; {body} }}; C{n}.port2.postMessage(atob('{base64}'))", {}),
    "storage": ("", "sessionStorage.k{n} = '{reversed}'; const U = [...sessionStorage.k{n}].reverse().join(''); {body}", {}),
    "history": ("", "history.replaceState({{u: atob('{base64}')}}, ''); const U = history.state.u; {body}", {}),
    "proxy": ("", "const P{n} = new Proxy({{}}, {{get: (_, k) => atob(k)}}); const U = P{n}['{base64}']; {body}", {}),
    "generator": ("", "const U = [...(function* () {{ yield* ['https://', '{stem}']; yield '.test/x' }})()].join(''); {body}", {}),
    "timer": ("", "setTimeout(h => {{ const U = 'https://' + h; {body} }}, 10, '{host}/x')", {}),
    "xor": ("", "const U = [{xored}].map(c => String.fromCharCode(c ^ 7)).join(''); {body}", {}),
    "handler that a script fires": ("<button id=s{n} data-u='{a}' onclick='window.u{n} = this.dataset.u'>x</button>", "s{n}.click(); const U = u{n}; {body}", {}),
    "own other page": ("", "fetch('d/{n}.html').then(r => r.text()).then(t => {{ const U = new DOMParser().parseFromString(t, 'text/html').body.title; {body} }})", {"d/{n}.html": "<body title='{a}'>"}),
}  # fmt: skip


def flow(source: str, number: int, body: str) -> tuple[str, dict[str, str]]:
    """Return the markup with its script, and the files, by which an address of host s<number>.test reaches `body`."""
    host = f"s{number}.test"
    address = f"https://{host}/x"
    words = {
        "a": address,
        "host": host,
        "stem": f"s{number}",
        "n": number,
        "base64": base64.b64encode(address.encode()).decode(),
        "codes": ",".join(str(ord(c)) for c in address),
        "reversed": address[::-1],
        "escaped": address.replace("/", "\\/"),
        "xored": ",".join(str(ord(c) ^ 7) for c in address),
        "body": f"try {{ {body} }} catch (e) {{}}",
    }
    markup, code, files = SOURCES[source]
    script = f"<script>{{ {code.format(**words)} }}</script>"
    return markup.format(**words) + script, {n.format(**words): t.format(**words) for n, t in files.items()}
