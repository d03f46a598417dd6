-- reap: one step of removing every account whose balance is below the ledger's minimum.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  JSON { id, scope, fingerprint, reason, data, by, notAfter, limit, reaped, entry, next }: reaped, entry and next are
--          the result of the steps before, 0, '-' and '0' at first; limit is the most accounts that a step removes, or
--          of a ledger without a ranking about as many
-- returns  as apply if the definition has changed; 'refused', code; or a text: ok <next> <the number of accounts removed so
--          far> <the last entry or ->, followed by the notes of this call, as in include/writing.lua, a line each. Next
--          is - after the last step; without a ranking it is the HSCAN cursor at which the next step begins
--
-- Refuses, in this order: info-missing, id-reused, expired, supply-fixed.
--
-- The record of the id holds the progress of the reap, so a second delivery continues where the first one stopped, and
-- returns the same result after the end.

--- @include writing

return reply_of(function()
  --- @include ledger
  --- @include missing
  if is_missing then
    return { 'refused', 'info-missing' }
  end
  --- @include clock
  --- @include amount
  --- @include balances
  --- @include ranking
  --- @include changes
  --- @include overlay

  local request = cjson.decode(ARGV[7])
  local id_keys = { request.id and (request.scope or '') .. request.id }
  local records = {}
  local epoch, entering
  if #id_keys > 0 then
    --- @include ids
  end

  local reaped, last_entry, next = request.reaped, request.entry, request.next
  local record = records[id_keys[1]]
  if record then
    local fingerprint, entry, count, stored_next = string.match(record, '^(%S+) (%S+) (%d+) (%S+)$')
    if fingerprint ~= request.fingerprint then
      return { 'refused', 'id-reused' }
    end
    if stored_next == NONE then
      return 'ok ' .. NONE .. ' ' .. count .. ' ' .. entry
    end
    reaped, last_entry, next = tonumber(count), entry, stored_next
  elseif request.notAfter and now > request.notAfter and reaped == 0 then
    return { 'refused', 'expired' }
  end
  if is_token then
    return { 'refused', 'supply-fixed' }
  end

  --- @include below
  if #names > 0 then
    --- @include load
    local logs = string.find(SETTINGS, 'log', 1, true)
    local entry = { o = request, balances = '', removes = true, logs = logs }
    for i, name in ipairs(names) do
      local account, n = accounts[name], 3 * i - 3
      entry[n + 1], entry[n + 2], entry[n + 3] = account, negate(account.balance), '0'
      account.deleted = logs and entry
    end
    --- @include post
    --- @include prepare
    --- @include write
    reaped, last_entry = reaped + #names, entry.id
  end

  local count = string.format('%.0f', reaped)
  -- What has removed nothing so far may begin anew, or expire.
  if #id_keys > 0 and (next == NONE or reaped > 0) then
    local new_ids = { id_keys[1], request.fingerprint .. ' ' .. last_entry .. ' ' .. count .. ' ' .. next }
    --- @include remember
  end
  if string.find(SETTINGS, 'publish', 1, true) then
    --- @include publish
  end
  local reply = 'ok ' .. next .. ' ' .. count .. ' ' .. last_entry
  for i = 1, #notes do
    reply = reply .. '\n' .. notes[i]
  end
  return reply
end)
