-- The overlay: the state that is read once, changed in memory, and written by flush. All changes are made with put, so
-- that an atomic set can be rolled back.

-- name -> { balance, last, stored, closed, was_deleted }: the balance now (nil if the account does not exist), the last
-- entry that posted it, the balance in Redis, and whether the account was closed or deleted before.
local accounts = {}
-- name -> true: the posted accounts.
local posted = {}
-- name -> "<millis> <reason>": the records to write.
local created, deleted = {}, {}
-- The entries to append, in order.
local entries = {}
-- id -> { fingerprint, outcomes or text }: the known operation ids; new_ids lists those to write.
local ids, new_ids = {}, {}

-- The tables, keys and values that put has replaced while an atomic set runs; nil otherwise.
local undo = nil

local function put(target, key, value)
  if undo then
    local n = undo.n + 1
    undo.n, undo.targets[n], undo.keys[n], undo.values[n] = n, target, key, target[key]
  end
  target[key] = value
end

-- Undoes what put has changed since the atomic set began.
local function roll_back()
  for n = undo.n, 1, -1 do
    undo.targets[n][undo.keys[n]] = undo.values[n]
  end
  undo = nil
end

-- Reads the accounts of a list of names without duplicates into the overlay. Returns the names of those that Redis lacks.
local function load_accounts(names)
  local values, absent = call_in_chunks('HMGET', KEY.balances, names), {}
  for i, name in ipairs(names) do
    if values[i] then
      local balance, last = parse_balance(values[i])
      accounts[name] = { balance = balance, last = last, stored = balance }
    else
      accounts[name] = {}
      absent[#absent + 1] = name
    end
  end
  return absent
end

-- Reads which of these accounts were deleted. The records are not needed, because they are not written again.
local function load_deleted(names)
  local records = call_in_chunks('HMGET', KEY.deleted, names)
  for i, name in ipairs(names) do
    accounts[name].was_deleted = records[i] and true or false
  end
end

-- Adds an entry to those to append. It is the outcome of its operation too. Its postings are one list: the account, the
-- signed amount and the balance after it, of each posting in turn.
local function new_entry(operation, options)
  local entry = { status = 'applied', operation = operation, id = options.id, by = options.by, reason = options.reason,
    postings = {} }
  put(entries, #entries + 1, entry)
  return entry
end

-- Posts a signed amount to an account, whose balance after it is given. A token account with a balance of 0 is closed.
local function post(entry, name, amount, balance)
  put(accounts[name], 'balance', not (is_token and balance == '0') and balance or nil)
  put(posted, name, true)
  local postings = entry.postings
  local n = #postings
  postings[n + 1], postings[n + 2], postings[n + 3] = name, amount, balance
end

-- Posts the removal of an account with its whole balance.
local function post_removal(entry, name)
  post(entry, name, negate(accounts[name].balance), '0')
  put(accounts[name], 'balance', nil)
end

local function change_supply(amount)
  put(info, 'circulatingSupply', add(info.circulatingSupply or '0', amount))
end
