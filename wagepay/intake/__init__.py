"""Each kind of file on its way in: what it is held against, what its rows become. Shared by the acts of this room."""
