-- The overlay: what is read once, changed here, and written by flush. Whatever changes goes through put, so that an
-- atomic set can be taken back.

-- name -> { balance, last, stored }: the balance now (nil when there is no such account), the last entry that posted
-- it, and the balance in Redis.
local accounts = {}
-- name -> true: the accounts that were posted.
local posted = {}
-- name -> "<millis> <reason>": records to write; deleted has false too, for a name known not to be there.
local created, deleted = {}, {}
-- The entries to append, in order.
local entries = {}
-- id -> { fingerprint, outcomes or text }: the operation ids that are known; new_ids lists those to write.
local ids, new_ids = {}, {}

-- While an atomic set runs: the tables, keys and values that put has replaced.
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

-- Reads the accounts of this list of names (each once) into the overlay.
local function load_accounts(names)
  local values = call_in_chunks('HMGET', KEY.balances, names)
  for i, name in ipairs(names) do
    local account = {}
    if values[i] then
      account.balance, account.last = parse_balance(values[i])
      account.stored = account.balance
    end
    accounts[name] = account
  end
end

-- Begins the entry of an operation and puts it in line for the journal. The members of an atomic set bear its id.
local function new_entry(operation, terms)
  local entry = { operation = operation, id = terms.id or terms.set_id, by = terms.by, reason = terms.reason, postings = {} }
  put(entries, #entries + 1, entry)
  return entry
end

-- Posts a signed amount to an account; answers the balance after it. A token account at zero leaves the ledger.
local function post(entry, name, amount)
  local account = accounts[name]
  local balance = add(account.balance or '0', amount)
  put(account, 'balance', not (is_token and balance == '0') and balance or nil)
  put(posted, name, true)
  entry.postings[#entry.postings + 1] = { account = name, amount = amount, balance = balance }
  return balance
end

-- Posts the end of an account: its whole balance goes, and the account with it.
local function post_removal(entry, name)
  post(entry, name, negate(accounts[name].balance))
  put(accounts[name], 'balance', nil)
end

local function change_supply(amount)
  put(info, 'circulatingSupply', add(info.circulatingSupply or '0', amount))
end
