-- apply: applies operations to one ledger, each wholly or not at all, and answers what became of each.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, JSON: ledger, kind, decimals, name, symbol, min, max, log, burnable, totalSupply,
--          accountCipher, publish, retention (milliseconds)
-- ARGV[2]  the sets, a JSON list of { atomic, id, scope, fingerprint, notAfter, by, operations }. An operation is
--          { operation, account, from, to, amount, id, scope, fingerprint, reason, by, notAfter, sequence }, as they apply;
--          amounts are text in smallest units, times are milliseconds. An atomic set has the id, its members have none
-- returns  'definition-changed' and the stored kind, decimals, name, symbol, totalSupply, accountCipher; or for
--          each set a list with an outcome for each of its operations:
--            'applied' or 'replayed', "<entry or -> <balance> ..." as in Outcome.Applied
--            'refused', code, the field that names the account in the way (account, from, to or ''), its balance or ''
--            'undone' for every other member of an atomic set that was refused; where no member is at fault but the
--            whole set, the first one is refused with the field 'set'
--
-- Every operation checks, in this order: skipped, id-reused, expired, and then
--   create:   supply-fixed, account-deleted, account-exists, below-min, above-max
--   add:      supply-fixed, unknown-account, below-min, above-max
--   delete:   supply-fixed
--   transfer: not-initialized, same-account, account-deleted, unknown-account, insufficient-balance, below-min, above-max
--   burn:     not-initialized, not-burnable, unknown-account, insufficient-balance, below-min
--
-- An error that begins with UNDECIDED came before the first write: the sets may be tried one by one.
--
-- Invariants: an operation checks everything before it changes anything. The sum of all balances is circulatingSupply.
-- A balance's last entry is the last one that posted it. An id is recorded with the change that it stands for.

--- @include keys
--- @include bytes
--- @include amount
--- @include ledger
--- @include clock
--- @include balances
--- @include ranking
--- @include journal
--- @include overlay
--- @include ids
--- @include events
--- @include flush
--- @include outcomes
--- @include operations
--- @include sets

if definition_changed() then
  return definition_changed_reply()
end

local sets = cjson.decode(ARGV[2])
local epoch = current_epoch(now, ledger.retention)

-- Reads at once all that the operations will look at.
local function load()
  local names, absent, known, id_list = {}, {}, {}, {}
  local function note(name)
    if name and not known[name] then
      known[name] = true
      names[#names + 1] = name
    end
  end
  for _, set in ipairs(sets) do
    id_list[#id_list + 1] = recorded_id(set)
    for _, o in ipairs(set.operations) do
      note(o.account)
      note(o.from)
      note(o.to)
      id_list[#id_list + 1] = recorded_id(o)
    end
  end
  load_accounts(names)
  load_ids(epoch, id_list)
  if ledger.log and not is_token then
    for _, name in ipairs(names) do
      absent[#absent + 1] = not accounts[name].balance and name or nil
    end
    local records = call_in_chunks('HMGET', KEY.deleted, absent)
    for i, name in ipairs(absent) do
      -- What is there already is not written again, so a mark stands for it.
      accounts[name].was_deleted = records[i] and true or false
    end
  end
end

local results = {}

-- Everything up to the first write. It may fail (a key of another type, say), and then nothing has changed.
local function decide()
  load()
  for i, set in ipairs(sets) do
    results[i] = set.atomic and run_atomic(set) or run_independent(set)
  end
end

local decided, failure = pcall(decide)
if not decided then
  return redis.error_reply('UNDECIDED ' .. tostring(failure))
end
flush()
write_new_ids(epoch)
publish_entries()

local replies = {}
for i, outcomes in ipairs(results) do
  replies[i] = {}
  for j, outcome in ipairs(outcomes) do
    replies[i][j] = reply_to(outcome)
  end
end
return replies
