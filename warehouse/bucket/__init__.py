"""A bucket of object storage as the place of a warehouse or of seeds; commands work on local copies of it.

<prefix>/entente-warehouse.json    the pointer: current release, the listing of each folder, who holds the lease
<prefix>/objects/000012-<sha256>   content of a file, or a listing, put under lease 12; it never changes

A listing is an array of JSON with the name, the object and the length of each file of a folder. `opening.py` is what
commands call, `lease.py` says why two writers cannot harm each other.
"""
