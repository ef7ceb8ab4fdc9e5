"""The proof's name server, held against a library that speaks DNS."""

import base64

import pytest
import trustme
from dnslib import QTYPE, DNSRecord
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.browser.sink import DNS_PATH, Sink

LABEL = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=63)


@pytest.fixture(scope="module")
def sink() -> Sink:
    return Sink(trustme.CA().issue_cert("x.example"), "praxis.example", "/", None)


@given(
    labels=st.lists(LABEL, min_size=1, max_size=3),
    kind=st.sampled_from(["A", "AAAA", "HTTPS", "TXT"]),
    post=st.booleans(),
)
def test_every_name_leads_here_and_is_noted(sink: Sink, labels: list[str], kind: str, post: bool) -> None:
    sink.seen.clear()
    name = ".".join(labels)
    query = DNSRecord.question(name, kind)
    packed = query.pack()
    encoded = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    status, _, reply = sink._resolve(
        DNS_PATH if post else f"{DNS_PATH}?dns={encoded}", packed if post else b""
    )
    answer = DNSRecord.parse(reply)
    assert status == "200 OK"
    assert (answer.header.id, answer.header.rcode, answer.header.qr) == (query.header.id, 0, 1)
    assert (str(answer.q.qname), QTYPE[answer.q.qtype]) == (f"{name}.", kind)
    assert [str(record.rdata) for record in answer.rr] == (["127.0.0.1"] if kind == "A" else [])
    assert [(seen.host, seen.how) for seen in sink.seen] == [(name, "dns")]
