-- The overlay: the state that a script reads once, changes in memory, and writes at its end.

-- name -> { name, balance, stored, last, count, marks, posted }: the balance now and the one in Redis, false for an account
-- that does not exist; its chain (include/balances.lua), whose last entry is false before its first posting; and whether
-- the account is among what will be written. As they apply, also was_deleted (it was deleted before), created and deleted
-- (the entries of which to keep a record), returns (its next posting follows one that left the ledger), and creation and
-- deletion (the records of these from before, '' for none).
local accounts = {}
-- The names of these accounts.
local names = {}

local function add_account(name, accounts, names)
  if not accounts[name] then
    accounts[name] = { name = name, balance = false, stored = false, last = false, count = 0, marks = '', posted = false }
    names[#names + 1] = name
  end
end
