"""Campaigns: from an audience to lists and mails that may go out."""
