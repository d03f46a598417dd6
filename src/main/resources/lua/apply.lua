-- apply: applies operations to one ledger, each wholly or not at all, and returns the outcome of each.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the requests, a JSON list of operations and atomic sets. An operation is
--          { operation, account, from, to, amount, reason, data, fingerprint, id, scope, by, notAfter }, with the fields
--          that apply, and of groupAdd and groupRemove { group, accounts }; amounts are text in smallest units, data is the
--          text of a JSON object, times are milliseconds since 1970. An atomic set is
--          { operations, fingerprint, id, scope, by, notAfter }; its operations have no options but reason and data
-- returns  'definition-changed' and the stored definition; or 'refused', 'info-missing'; or one text, a line for each request:
--            applied <outcome>    or replayed, if its id is known; of an atomic set the outcomes of its operations, separated
--                                 by commas. An outcome is "<entry or -> <balance> ..." as in Outcome.Applied
--                                 that of a group operation is "<entry or -> <changed> <members>"
--            refused <index> <code> <field> <balance>
--                                 the index of the operation, from 1, or 0 for the request as a whole; the field of the
--                                 account that caused the refusal (account, from, to) and its balance, or -
--          followed by the notes of this call, as in include/writing.lua
--
-- Every operation checks, in this order: id-reused, expired, and then
--   create:   supply-fixed, account-deleted, account-exists, below-min, above-max
--   add:      supply-fixed, unknown-account, below-min, above-max
--   delete:   supply-fixed
--   transfer: not-initialized, same-account, account-deleted, unknown-account, insufficient-balance, below-min, above-max
--   groupAdd: not-initialized, not-a-group, too-many-books
--   groupRemove: not-a-group
--   burn:     not-initialized, not-burnable, unknown-account, insufficient-balance, below-min
--
-- An error that begins with UNDECIDED occurred before the first write: the requests may be sent again one by one.
--
-- Invariants: an operation checks everything before it changes anything. The sum of all balances is circulatingSupply.
-- The last entry of a balance is the last one that posted it. An id is recorded together with its change.

--- @include writing

return reply_of(function()
  --- @include ledger
  --- @include missing
  if is_missing then
    return { 'refused', 'info-missing' }
  end
  --- @include clock
  --- @include changes

  local requests = cjson.decode(ARGV[7])
  local results, records = {}, {}
  local epoch, entering

  --- @include id_keys
  if #id_keys > 0 then
    --- @include ids
  end
  --- @include single
  if not results[1] then
    --- @include amount
    --- @include balances
    --- @include overlay
    local kept, supply_before, entries_before
    --- @include names
    if #of_groups > 0 then
      --- @include groups
    end
    --- @include load
    if string.find(SETTINGS, 'log', 1, true) and not is_token and #absent > 0 then
      --- @include deletions
    end
    --- @include decide
    if #entries > 0 then
      --- @include prepare
    end
  end
  if #entries > 0 then
    --- @include write
  end
  --- @include replies
  if #new_ids > 0 then
    --- @include remember
  end
  if string.find(SETTINGS, 'publish', 1, true) then
    --- @include publish
  end
  return table.concat(results, '\n')
end)
