/** Names of ordinary words, as long as they come: what a paper has to hold without cutting a word. */
const LONG: Readonly<Record<string, string>> = {
  name: 'Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Hương Bảo Thiên Trường Giang',
  position:
    'Ủy viên Ban Thường vụ Tỉnh ủy, Bí thư Đảng ủy các cơ quan Đảng tỉnh, Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy, Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh',
  superior: 'Đảng bộ thành phố trực thuộc trung ương Thí Dụ Nghiêng Ngả Đường Trường',
  organisation:
    'Ban Chấp hành Đảng bộ các cơ quan Đảng, Mặt trận Tổ quốc và các tổ chức chính trị xã hội thành phố Thí Dụ',
  locality: 'Thành phố Thí Dụ Nghiêng Ngả',
  venue:
    'Hội trường lớn tầng ba, Trung tâm Hội nghị và Bồi dưỡng chính trị thành phố Thí Dụ, số 1234 đường Nguyễn Thị Minh Khai nối dài',
  title:
    'Lấy phiếu tín nhiệm đối với các thành viên giữ chức danh, chức vụ lãnh đạo, quản lý thuộc diện Ban Thường vụ quản lý giữa nhiệm kỳ',
  block: 'Khối các cơ quan tham mưu, giúp việc và đơn vị sự nghiệp trực thuộc',
  drafter: 'Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Hương Bảo Thiên Trường Giang',
}

/** Kept as they are: files of the law, and what identifies this paper and the ones it corrects. */
const KEPT = ['regime', 'identity', 'outcome', 'attachments', 'documents']

/** The same knowledge with the longest names everywhere; counts and codes stay. */
export function stressed<T>(known: T): T {
  return lengthen(known) as T
}

function lengthen(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lengthen)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (KEPT.includes(key)) return [key, inner]
      const long = Object.hasOwn(LONG, key) ? LONG[key] : undefined
      return [key, typeof inner === 'string' && long !== undefined ? long : lengthen(inner)]
    }),
  )
}
