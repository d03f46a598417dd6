-- The overlay: the state that a script reads once, changes in memory, and writes at its end.

-- name -> { name, balance, stored, last, posted }: the balance now and the one in Redis, false for an account that does not
-- exist; its last entry, or false; and whether it is among what will be written. As they apply, also was_deleted (it was
-- deleted before), created and deleted (the records to write, "<millis> <reason>").
local accounts = {}
-- The names of these accounts.
local names = {}

local function add_account(name, accounts, names)
  if not accounts[name] then
    accounts[name] = { name = name, balance = false, stored = false, last = false, posted = false }
    names[#names + 1] = name
  end
end
