"""The file a bank pays a batch from."""
