"""The files of a conversation, without the words between them: what the contact panel shows as shared media."""
