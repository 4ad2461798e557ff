"""What a machine really loses: processes killed and frozen, engines gone, answers swallowed."""
