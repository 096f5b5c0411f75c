"""Asking a language model: the only code that sends words of documents anywhere, and only where a user has chosen it.

endpoint      where the model is, which one, and its key: by environment or Prefect secret
chat          one question to one answer over HTTP, by the protocol of OpenAI's chat completions
spending      what was spent of a budget, and whether one more request may begin
asking        a batch of documents to kept answers, several at a time
second_reader a document and its kept answer to rows; it asks nobody
"""
