/** Texts of the legal and contact pages. */
export const legal = {
  links: '약관과 문의',
  terms: '이용약관',
  privacy: '개인정보 처리방침',
  contact: '문의',
  tagline: '마루, 모두가 모이는 열린 자리',
  business: {
    name: '상호',
    representative: '대표자',
    registrationNumber: '사업자등록번호',
    mailOrderNumber: '통신판매업 신고번호',
    address: '주소',
    phone: '전화',
    hostingProvider: '호스팅 제공',
    email: '이메일',
    missing: '정하지 않음(개발용)',
    check: '사업자정보 확인',
  },
  noContact: '이 마루를 운영하는 곳이 아직 연락처를 올리지 않았어요.',
};
