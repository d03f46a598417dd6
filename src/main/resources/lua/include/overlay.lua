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

local function begin_atomic()
  undo = { n = 0, targets = {}, keys = {}, values = {} }
end

local function commit_atomic()
  undo = nil
end

local function roll_back_atomic()
  for n = undo.n, 1, -1 do
    undo.targets[n][undo.keys[n]] = undo.values[n]
  end
  undo = nil
end

-- Reads the accounts of a list of names without duplicates into the overlay.
local function load_accounts(names)
  local values = call_in_chunks('HMGET', KEY.balances, names)
  for i, name in ipairs(names) do
    if values[i] then
      local balance, last = parse_balance(values[i])
      accounts[name] = { balance = balance, last = last, stored = balance }
    else
      accounts[name] = {}
    end
  end
end

-- Adds an entry to those to append.
local function new_entry(operation, options)
  local entry = { operation = operation, id = options.id, by = options.by, reason = options.reason, postings = {} }
  put(entries, #entries + 1, entry)
  return entry
end

-- Posts a signed amount to an account and returns the balance after it. A token account with a balance of 0 is closed.
local function post(entry, name, amount)
  local account = accounts[name]
  local balance = add(account.balance or '0', amount)
  put(account, 'balance', not (is_token and balance == '0') and balance or nil)
  put(posted, name, true)
  entry.postings[#entry.postings + 1] = { account = name, amount = amount, balance = balance }
  return balance
end

-- Posts the removal of an account with its whole balance.
local function post_removal(entry, name)
  post(entry, name, negate(accounts[name].balance))
  put(accounts[name], 'balance', nil)
end

local function change_supply(amount)
  put(info, 'circulatingSupply', add(info.circulatingSupply or '0', amount))
end
