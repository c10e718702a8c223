"""Any triangle mesh becomes an asset within the contract, or is refused with the reason.

Its libraries are imported when a mesh from elsewhere is asked for, never on the way of an ordinary generation.
"""
