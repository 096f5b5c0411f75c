"""Fetching: the feeds that sources name in, what their servers sent out, stored as WARC among the seeds.

`fetcher` goes through a source: `listings` tells which pages its feeds and sitemaps name, `visitor` asks for them as
robots.txt and good manners allow, `exchange` has one request and its limits, `guard` keeps connections off private
networks, `archive` stores the answers byte for byte, and `ledger` remembers what was received, so that a page is asked
for once and a feed says that nothing changed. A build reads what was stored and needs no network.
"""
