"""A village that one is glad to walk through: people, notes, pictures, threads, boards. All of it made here.

`people` and `notes` hold the words, `pen` and `motifs` draw the pictures, `building` goes through the public verbs.
"""
