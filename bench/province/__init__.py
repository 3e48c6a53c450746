"""A made-up province in the portal's own tables, for the benchmarks of the scan: some thousand sites, fifty people each, twelve months."""
