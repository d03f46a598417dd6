-- The overlay: the state that a script reads once, changes in memory, and writes at its end.

-- name -> { name, balance, stored, last, posted }: the balance now and the one in Redis, false for an account that does not
-- exist; its last entry, or false; and whether it is among what will be written. As they apply, also was_deleted (it was
-- deleted before), created and deleted (the records to write, "<millis> <reason>").
local accounts = {}
-- The names of these accounts.
local names = {}
-- The entries to append, in order.
local entries = {}
local supply = stored_supply or '0'

local function add_account(name)
  if not accounts[name] then
    accounts[name] = { name = name, balance = false, stored = false, last = false, posted = false }
    names[#names + 1] = name
  end
end

-- Applies an entry on behalf of a request, which has the fields id and by. An entry lists its postings: the account, the signed
-- amount and the balance after it, of each in turn. Its fields are o, the operation, with its word and reason; balances, a text
-- that states balances of the outcome, each after a space; id, false until it is appended; and removes, whether its accounts
-- leave the ledger. An account of a token leaves it with a balance of 0.
local function post(entry, request)
  entry.request = request
  entries[#entries + 1] = entry
  local changes_supply = entry.o.operation ~= 'transfer'
  for i = 1, #entry, 3 do
    local balance = entry[i + 2]
    entry[i].balance = not (balance == '0' and (is_token or entry.removes)) and balance
    if changes_supply then
      supply = add(supply, entry[i + 1])
    end
  end
end
