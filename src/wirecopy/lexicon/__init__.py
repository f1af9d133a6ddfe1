"""What the newsroom knows about words before it has read a line: spelling, frequency, senses, names, speech.

Takes folded words, gives what is known of them. Packaged data (`data/`) and lists written by hand, no state,
no input but words. `spelling` folds a word to one house style, `frequency` says how common it is, `wordnet`
how two words are related, `function_words` and `charged` which classes they belong to, `agencies`, `people`,
`places` and `speech` who and what they name. English first; short lists for a few other languages.
"""
