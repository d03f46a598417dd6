-- mark: the part of write for a posting that tells more of those before it than the last one, as include/journal.lua
-- describes.
if account.last then
  previous = previous .. '/' .. account.count
  if account.count % 64 == 0 then
    local of_64, of_4096 = string.match(account.marks, '^ ?(%S*) ?(%S*)$')
    if of_64 ~= '' then
      previous = previous .. '/' .. of_64
    end
    if of_4096 ~= '' and account.count % 4096 == 0 then
      previous = previous .. '/' .. of_4096
    end
  end
end
account.returns = nil
