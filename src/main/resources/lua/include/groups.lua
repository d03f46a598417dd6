-- groups: a stage that reads the groups which the operations `of_groups` change: name -> { name, count, is_free, members }.
-- The members are those that the operations name, with whether they are members; is_free is false for the name of a snapshot,
-- also of one that a job is about to make.
--
-- BOOKS maps the name of each book to "<kind> <number of accounts> <last entry>", the kind is group or snapshot. MEMBERS is a
-- sorted set of one score, so in byte order, of "<group> NUL <account>". A group exists as long as it has members.
book_count = redis.call('HLEN', BOOKS) - (redis.call('HGET', BOOKS, '') and 1 or 0)
groups = {}
local phase, destination = unpack(redis.call('HMGET', JOB, 'phase', 'destination'))
local taken = (phase == 'read' or phase == 'post') and destination
for i = 1, #of_groups do
  local name = of_groups[i].group
  local group = groups[name]
  if not group then
    local count = string.match(redis.call('HGET', BOOKS, name) or 'group 0 ', '^group (%d+) ')
    group = { name = name, count = (count or 0) + 0, is_free = count and name ~= taken, members = {} }
    groups[name] = group
  end
  local accounts, places, members = of_groups[i].accounts, {}, group.members
  for j = 1, #accounts do
    places[j] = name .. '\0' .. accounts[j]
  end
  local scores = redis.call('ZMSCORE', MEMBERS, unpack(places))
  for j = 1, #accounts do
    members[accounts[j]] = scores[j] and true
  end
end

-- Makes the accounts of an operation members of a group, or no members, and returns its entry. The outcome has the number of
-- those that changed, and of all members.
function change_members(o, group, joins)
  local before, changed, lines = group.count, {}, {}
  for _, account in ipairs(o.accounts) do
    if group.members[account] ~= joins then
      group.members[account] = joins
      changed[#changed + 1] = account
      lines[#lines + 1] = (joins and 'in ' or 'out ') .. group.name .. ' ' .. account
    end
  end
  group.count = before + (joins and #changed or -#changed)
  book_count = book_count + (group.count > 0 and 1 or 0) - (before > 0 and 1 or 0)
  local outcome = ' ' .. #changed .. ' ' .. group.count
  if #changed == 0 then
    return { balances = outcome }
  end
  return { o = o, request = false, id = false, balances = outcome, group = group, joins = joins, members = changed,
    lines = lines }
end
