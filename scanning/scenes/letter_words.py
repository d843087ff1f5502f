"""Words of plainly fictional official letters, one stock for tuning a reader and another for judging it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stock:
    """What the letters of one look are written with."""

    offices: tuple[tuple[str, str], ...]  # the office above, the office that issues
    places: tuple[str, ...]
    signs: tuple[str, ...]  # what stands behind the number
    subjects: tuple[str, ...]
    bases: tuple[str, ...]
    sentences: tuple[str, ...]
    people: tuple[str, ...]
    cells: tuple[str, ...]
    posts: tuple[str, ...]


TUNING = Stock(
    offices=(
        ("UỶ BAN NHÂN DÂN", "PHƯỜNG MẪU"),
        ("UBND TỈNH MẪU", "SỞ THÍ DỤ"),
        ("UBND XÃ VÍ DỤ", "TRUNG TÂM PHỤC VỤ HCC"),
    ),
    places=("Phường Mẫu", "Ví Dụ", "Thí Dụ"),
    signs=("UBND-VP", "QĐ-UBND", "TB-TTPVHCC", "GXN-UBND"),
    subjects=(
        "xác nhận tình trạng hôn nhân của công dân",
        "cấp bản sao trích lục hộ tịch",
        "giải quyết hồ sơ đăng ký biến động đất đai",
        "hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội",
    ),
    bases=(
        "Căn cứ Luật Tổ chức chính quyền địa phương (bản mẫu);",
        "Căn cứ Luật Hộ tịch và các văn bản hướng dẫn thi hành;",
        "Xét đề nghị của công chức Tư pháp - Hộ tịch tại Tờ trình số 07/TTr-MAU,",
        "Theo đơn của ông (bà) có tên dưới đây nộp ngày 03/09/2026;",
    ),
    sentences=(
        "Uỷ ban nhân dân phường Mẫu nhận được đơn đề nghị kèm theo đầy đủ giấy tờ theo quy định.",
        "Sau khi kiểm tra, xác minh, cơ quan trả lời như sau: hồ sơ đủ điều kiện giải quyết.",
        "Người đề nghị có trách nhiệm nộp phí, lệ phí theo quy định trước khi nhận kết quả.",
        "Trường hợp không đồng ý với nội dung trả lời, công dân có quyền khiếu nại theo pháp luật.",
        "Thửa đất số 128, tờ bản đồ số 14, diện tích 245,7 m2, đang được sử dụng ổn định.",
        "Đề nghị các bộ phận chuyên môn phối hợp thực hiện, báo cáo kết quả trước 17 giờ 00.",
        "Giấy này có giá trị sử dụng trong thời hạn 06 tháng kể từ ngày cấp.",
        "Mức hỗ trợ một lần là 7.200.000 đồng (bảy triệu hai trăm nghìn đồng chẵn).",
        "Quá trình cư trú từ năm 1998 đến nay không vi phạm quy định của địa phương.",
        "Việc niêm yết công khai được thực hiện tại trụ sở và nhà văn hoá tổ dân phố số 5.",
    ),
    people=("NGUYỄN VĂN MẪU", "TRẦN THỊ VÍ DỤ", "LÊ HOÀNG THỬ", "PHẠM ĐỨC GIẢ ĐỊNH"),
    cells=(
        "Đơn đề nghị theo mẫu",
        "Bản sao giấy khai sinh có chứng thực",
        "Sổ hộ khẩu (bản chụp)",
        "Giấy uỷ quyền",
        "Biên lai thu lệ phí",
        "Ảnh chân dung cỡ 4 x 6",
    ),
    posts=("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC"),
)

JUDGING = Stock(
    offices=(
        ("UỶ BAN NHÂN DÂN", "XÃ GIẢ ĐỊNH"),
        ("UBND THÀNH PHỐ TƯỞNG TƯỢNG", "PHÒNG KIỂM THỬ"),
        ("UBND PHƯỜNG THỬ NGHIỆM", "BỘ PHẬN MỘT CỬA"),
    ),
    places=("Giả Định", "Tưởng Tượng", "Thử Nghiệm"),
    signs=("UBND-TP", "QĐ-CTUBND", "PC-BPMC", "XN-PKT"),
    subjects=(
        "đăng ký lại việc sinh theo yêu cầu của cá nhân",
        "chuyển mục đích sử dụng thửa đất vườn liền kề",
        "trợ cấp hằng tháng đối với người khuyết tật nặng",
        "điều chỉnh giấy phép kinh doanh hộ cá thể",
    ),
    bases=(
        "Căn cứ Nghị định quy định về cơ chế một cửa (bản giả định);",
        "Căn cứ Thông tư hướng dẫn nghiệp vụ văn thư, lưu trữ;",
        "Theo báo cáo thẩm định của Phòng Kiểm thử số 45/BC-PKT ngày 02 tháng 10 năm 2026,",
        "Xét nguyện vọng của người nộp hồ sơ và ý kiến của khu phố;",
    ),
    sentences=(
        "Kết quả đối chiếu với cơ sở dữ liệu chuyên ngành cho thấy thông tin hoàn toàn trùng khớp.",
        "Chúng tôi ghi nhận những khó khăn mà gia đình ông bà gặp phải trong quá trình kê khai.",
        "Yêu cầu bổ sung giấy chứng tử, văn bản thoả thuận phân chia di sản trước ngày 15/12/2026.",
        "Kinh phí thực hiện lấy từ nguồn ngân sách xã, tổng cộng 38.650.000 đồng.",
        "Nhà ở gắn liền với quyền sử dụng đất được xây dựng năm 2011, cấp 4, mái tôn, tường gạch.",
        "Mọi vướng mắc xin phản ánh qua đường dây nóng hoặc hộp thư góp ý đặt tại sảnh tiếp dân.",
        "Cán bộ thụ lý phải xin lỗi bằng văn bản khi giải quyết chậm so với giấy hẹn.",
        "Người hưởng chế độ được nhận trợ cấp qua bưu điện hoặc tài khoản ngân hàng đã đăng ký.",
        "Ranh giới phía đông giáp mương thuỷ lợi, phía tây giáp đường bê tông rộng 3,5 mét.",
        "Quyết định này thay thế văn bản số 219/QĐ-CTUBND đã ban hành và có hiệu lực từ ngày ký.",
    ),
    people=("ĐẶNG THUỲ THÍ NGHIỆM", "VÕ NGỌC GIẢ", "BÙI XUÂN TƯỞNG", "HUỲNH THỊ KIỂM THỬ"),
    cells=(
        "Tờ khai đăng ký lại",
        "Trích lục bản đồ địa chính khu đất",
        "Giấy xác nhận khuyết tật",
        "Hợp đồng thuê nhà xưởng",
        "Phiếu thu phí thẩm định",
        "Văn bản cam kết của hộ",
    ),
    posts=("CHỦ TỊCH", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG BỘ PHẬN"),
)
