-- The keys of a book, which scripts declare beside those of the ledger: the values of a snapshot and their order; and of a job
-- its work, and the values and the order of the next version of the snapshot.
local VALUES, ORDER, WORK, NEXT_VALUES, NEXT_ORDER = unpack(KEYS, 14)
