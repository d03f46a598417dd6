-- apply: applies operations to one ledger, each wholly or not at all, and returns the outcome of each.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, JSON: ledger, kind, decimals, name, symbol, min, max, log, burnable, totalSupply,
--          accountCipher, publish, retention (milliseconds)
-- ARGV[2]  the requests, a JSON list of operations and atomic sets. An operation is
--          { operation, account, from, to, amount, reason, fingerprint, id, scope, by, notAfter }, with the fields that
--          apply; amounts are text in smallest units, times are milliseconds since 1970. An atomic set is
--          { operations, fingerprint, id, scope, by, notAfter }; its operations have no options but the reason
-- returns  'definition-changed' and the stored kind, decimals, name, symbol, totalSupply, accountCipher; or 'refused',
--          'info-missing'; or an outcome for each request, and for an atomic set a list with those of its operations:
--            'applied' or 'replayed', "<entry or -> <balance> ..." as in Outcome.Applied
--            'refused', code, the field of the account that caused the refusal (account, from, to or ''), its balance or
--            ''
--            'undone' for every other operation of an atomic set that was refused. If the set as a whole is refused, its
--            first operation is refused with the field 'set'
--          followed by the notes of this call, as in include/writing.lua
--
-- Every operation checks, in this order: id-reused, expired, and then
--   create:   supply-fixed, account-deleted, account-exists, below-min, above-max
--   add:      supply-fixed, unknown-account, below-min, above-max
--   delete:   supply-fixed
--   transfer: not-initialized, same-account, account-deleted, unknown-account, insufficient-balance, below-min, above-max
--   burn:     not-initialized, not-burnable, unknown-account, insufficient-balance, below-min
--
-- An error that begins with UNDECIDED occurred before the first write: the requests may be sent again one by one.
--
-- Invariants: an operation checks everything before it changes anything. The sum of all balances is circulatingSupply.
-- The last entry of a balance is the last one that posted it. An id is recorded together with its change.

--- @include keys
--- @include amount
--- @include ledger
--- @include missing
--- @include clock
--- @include writing
--- @include balances
--- @include place
--- @include overlay
--- @include ids
--- @include events
--- @include flush
--- @include outcomes
--- @include operations
--- @include requests

if definition_changed then
  return definition_changed
end

local requests = cjson.decode(ARGV[2])
local epoch

-- Reads everything that the operations need into the overlay, with few commands.
local function load_all()
  local names, known, id_list = {}, {}, {}
  for _, request in ipairs(requests) do
    if request.id then
      request.recorded = recorded_id(request)
      id_list[#id_list + 1] = request.recorded
    end
    for _, o in ipairs(request.operations or { request }) do
      for i = 1, #ACCOUNT_FIELDS do
        local name = o[ACCOUNT_FIELDS[i]]
        if name and not known[name] then
          known[name] = true
          names[#names + 1] = name
        end
      end
    end
  end
  local absent = load_accounts(names)
  if #id_list > 0 then
    epoch = current_epoch(now, ledger.retention)
    load_ids(epoch, id_list)
  end
  if ledger.log and not is_token then
    load_deleted(absent)
  end
end

local results = {}

-- Everything before the first write. Returns a reply if the whole call is refused.
local function decide()
  if info_missing() then
    return { 'refused', 'info-missing' }
  end
  load_all()
  for i, request in ipairs(requests) do
    results[i] = request.operations and run_atomic(request) or run(request)
  end
  prepare_flush()
end

local reply = before_writing(decide)
if reply then
  return reply
end
flush()
write_new_ids(epoch)
publish_entries()

local replies = {}
for i, result in ipairs(results) do
  if result.status then
    replies[i] = reply_to(result)
  else
    local of_set = {}
    for j, outcome in ipairs(result) do
      of_set[j] = reply_to(outcome)
    end
    replies[i] = of_set
  end
end
for _, note in ipairs(notes) do
  replies[#replies + 1] = note
end
return replies
