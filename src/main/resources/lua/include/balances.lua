-- Balances: a hash of account -> "<balance> <chain>". A chain is what an account's next posting needs to know of those
-- before it (include/journal.lua): "<last> <count>[ <entry>[ <entry>]]", the entry of the last one; how many there are; and
-- the entries of the last ones whose counts are multiples of 64 and of 4,096, if there are any.
--
-- An account that has left the ledger is in the hash CLOSED alone: account -> "<chain>[\n<creation>\n<deletion>]". The
-- records of its creation and deletion, "<millis> <reason>", follow if there is one of them, '' for the other. While an account
-- is in the ledger, they are in CREATED and DELETED.

-- The balance and the parts of the chain in a stored value: the last entry, the count, and the rest as text. Any other text
-- is an error, before anything is written.
local function parse_balance(value)
  local balance, last, count, marks = string.match(value, '^(-?%d+) (%S+) (%d+)(.*)$')
  if not balance then
    error('a stored balance cannot be read')
  end
  return balance, last, count, marks
end
