-- Events: one JSON message for each applied operation, published on <ledger>:transfers, :burns or :points.

-- The canonical decimal text of an amount in smallest units.
local function decimal_text(units)
  local decimals = tonumber(ledger.decimals)
  if decimals == 0 or units == '0' then
    return units
  end
  local negative = is_negative(units)
  local digits = negative and string.sub(units, 2) or units
  if #digits <= decimals then
    digits = string.rep('0', decimals - #digits + 1) .. digits
  end
  local whole = string.sub(digits, 1, -decimals - 1)
  local fraction = string.gsub(string.sub(digits, -decimals), '0+$', '')
  return (negative and '-' or '') .. whole .. (fraction == '' and '' or '.' .. fraction)
end

-- The ISO 8601 text of a time in milliseconds since 1970. The date follows Howard Hinnant's civil_from_days.
local function iso_time(millis)
  local days = math.floor(millis / 86400000)
  local rest = millis - days * 86400000
  local z = days + 719468
  local era = math.floor(z / 146097)
  local day_of_era = z - era * 146097
  local year_of_era = math.floor((day_of_era - math.floor(day_of_era / 1460) + math.floor(day_of_era / 36524)
    - math.floor(day_of_era / 146096)) / 365)
  local day_of_year = day_of_era - (365 * year_of_era + math.floor(year_of_era / 4) - math.floor(year_of_era / 100))
  local month_from_march = math.floor((5 * day_of_year + 2) / 153)
  local day = day_of_year - math.floor((153 * month_from_march + 2) / 5) + 1
  local month = month_from_march < 10 and month_from_march + 3 or month_from_march - 9
  local year = year_of_era + era * 400 + (month <= 2 and 1 or 0)
  return string.format('%04d-%02d-%02dT%02d:%02d:%02d.%03dZ', year, month, day,
    math.floor(rest / 3600000), math.floor(rest / 60000) % 60, math.floor(rest / 1000) % 60, rest % 1000)
end

-- The channels of the operations whose events are not published on :points.
local CHANNELS = { transfer = 'transfers', burn = 'burns' }

-- Publishes the events of the appended entries: one for a transfer, and one for each posting of another operation. An
-- error is noted and no more: an ACL may forbid the channel, and the journal is the record.
local function publish_entries()
  if not ledger.publish then
    return
  end
  -- Most entries of a call are of one millisecond.
  local millis, time
  for _, entry in ipairs(entries) do
    local operation, postings, id = entry.operation, entry.postings, entry.entry
    local channel = ledger.ledger .. ':' .. (CHANNELS[operation] or 'points')
    local entry_millis = string.match(id, '^%d+')
    if entry_millis ~= millis then
      millis, time = entry_millis, iso_time(tonumber(entry_millis))
    end
    local is_transfer = operation == 'transfer'
    for i = is_transfer and 4 or 1, #postings, 3 do
      local amount = operation == 'burn' and negate(postings[i + 1]) or postings[i + 1]
      local names = is_transfer and '","from":' .. cjson.encode(postings[1]) .. ',"to":' or '","account":'
      -- The fields that apply, in a fixed order.
      local receivers = redis.pcall('PUBLISH', channel, '{"operation":"' .. operation .. '","entry":"' .. id .. names
        .. cjson.encode(postings[i]) .. ',"amount":"' .. decimal_text(amount) .. '","timestamp":"' .. time .. '"}')
      if type(receivers) == 'table' then
        notes[1] = notes[1] or { 'note', 'publish', receivers.err }
      end
    end
  end
end
