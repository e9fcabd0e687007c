"""A second implementation of DESIGN sections 3, 5, 6 and 7, written from the text alone.

It favours the shortest way from the sentence to the code over speed, and shares nothing with the program it judges.
Instants are whole UTC seconds as int, all-day things datetime.date, intervals half-open pairs (begin, end).
"""
