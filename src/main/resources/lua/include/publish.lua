-- publish: a stage that publishes an event for each appended entry, or for each of its postings if it is no transfer: a JSON
-- message on <ledger>:transfers, :burns or :points. An error is noted and no more: an ACL may forbid the channel, and the
-- journal is the record.
local millis, time
local ledger = string.sub(INFO, 2, -7)
for i = 1, #entries do
  local entry = entries[i]
  local o, id = entry.o, entry.id
  local operation = o.operation
  local entry_millis = string.match(id, '^%d+')
  -- Most entries of a call are of one millisecond.
  if entry_millis ~= millis then
    millis = entry_millis
    --- @include time
  end
  local is_transfer = operation == 'transfer'
  local channel = ledger .. (is_transfer and ':transfers' or operation == 'burn' and ':burns' or ':points')
  for j = is_transfer and 4 or 1, #entry, 3 do
    local amount = operation == 'burn' and string.sub(entry[j + 1], 2) or entry[j + 1]
    --- @include decimal
    -- The fields that apply, in a fixed order.
    local receivers = redis.pcall('PUBLISH', channel, '{"operation":"' .. operation .. '","entry":"' .. id
      .. (is_transfer and '","from":' .. cjson.encode(entry[1].name) .. ',"to":' or '","account":')
      .. cjson.encode(entry[j].name) .. ',"amount":"' .. amount .. '","timestamp":"' .. time
      .. (o.data and '","data":' .. o.data .. '}' or '"}'))
    if type(receivers) == 'table' and #notes == 0 then
      note(notes, 'publish', receivers.err)
    end
  end
end
