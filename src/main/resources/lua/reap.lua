-- reap: one step of removing every account whose balance is below the ledger's minimum.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, as in apply
-- ARGV[2]  JSON { id, scope, fingerprint, reason, by, notAfter, limit, reaped, entry }: reaped and entry are the result
--          of the steps before, 0 and '-' at first; limit is the most accounts that a step removes
-- returns  as apply if the definition has changed; 'refused', code; or 'ok', '1' or '0' (whether more steps follow), the
--          number of accounts removed so far, the last entry or '-'
--
-- Refuses, in this order: id-reused, expired, supply-fixed.
--
-- The record of the id holds the progress of the reap, so a second delivery continues where the first one stopped, and
-- returns the same result after the end.

--- @include keys
--- @include bytes
--- @include amount
--- @include ledger
--- @include clock
--- @include balances
--- @include ranking
--- @include append
--- @include overlay
--- @include ids
--- @include events
--- @include flush

if definition_changed() then
  return definition_changed_reply()
end

local request = cjson.decode(ARGV[2])
local epoch = current_epoch(now, ledger.retention)
local reaped, last_entry, known = request.reaped, request.entry, false

local id = recorded_id(request)
if id then
  load_ids(epoch, { id })
  local record = ids[id]
  if record then
    if record.fingerprint ~= request.fingerprint then
      return { 'refused', 'id-reused' }
    end
    local entry, count, state = string.match(record.text, '^(%S+) (%d+) (%a+)$')
    if state == 'done' then
      return { 'ok', '0', count, entry }
    end
    reaped, last_entry, known = tonumber(count), entry, true
  end
end
if request.notAfter and now > request.notAfter and not known and reaped == 0 then
  return { 'refused', 'expired' }
end
if is_token then
  return { 'refused', 'supply-fixed' }
end

local below = members_below(ledger.min)
local step = math.min(below, request.limit)
if step > 0 then
  local names = {}
  for i, member in ipairs(redis.call('ZRANGE', KEY.ranking, 0, step - 1)) do
    names[i] = account_of(member)
  end
  load_accounts(names)
  local entry = new_entry('reap', request)
  for _, name in ipairs(names) do
    change_supply(negate(accounts[name].balance))
    post_removal(entry, name)
    if ledger.log then
      put(deleted, name, string.format('%.0f', now) .. ' ' .. (request.reason or ''))
    end
  end
  flush()
  last_entry = entry.entry
  reaped = reaped + step
end
local state = below > step and 'more' or 'done'
if id then
  write_ids(epoch, { id, request.fingerprint .. ' ' .. last_entry .. ' ' .. string.format('%.0f', reaped) .. ' ' .. state })
end
publish_entries()
return { 'ok', state == 'more' and '1' or '0', string.format('%.0f', reaped), last_entry }
