//! What the provider found out about the sender.
