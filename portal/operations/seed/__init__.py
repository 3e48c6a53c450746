"""What an installation starts with: national tables, and what the notices of five tenants say about them."""
