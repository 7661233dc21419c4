/** A short mail in one language. */
export interface LanguageSample {
  readonly from: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  /** Written from right to left. */
  readonly rtl?: true;
  /** How the text part is encoded; what mailers like best when absent. */
  readonly encoding?: 'quoted-printable' | 'base64';
}

export const languages: readonly LanguageSample[] = [
  {
    from: 'Ada Lovelace',
    address: 'ada@mail.globex.test',
    subject: 'Your order 4711 has been shipped',
    text: 'Dear customer,\n\nyour parcel will arrive on Thursday. Thank you for your order.',
  },
  {
    from: 'Jürgen Groß',
    address: 'juergen@mail.globex.test',
    subject: 'Überweisung für die Größe XL bestätigt',
    text: 'Guten Tag,\n\nIhre Zahlung über 49,90 € ist eingegangen. Die Lieferung kommt am Donnerstag.\n\nViele Grüße',
  },
  {
    from: 'Chloé Lefèvre',
    address: 'chloe@mail.globex.test',
    subject: 'Votre commande est prête, à bientôt !',
    text: 'Bonjour,\n\nVotre commande a été expédiée. Elle arrivera jeudi : nous vous souhaitons une bonne journée.',
  },
  {
    from: 'José Ñúñez',
    address: 'jose@mail.globex.test',
    subject: '¿Cuándo llega mi pedido? ¡Mañana!',
    text: 'Estimado cliente:\n\nSu pedido llegará mañana por la mañana. ¡Gracias por su compra!',
  },
  {
    from: 'João Conceição',
    address: 'joao@mail.globex.test',
    subject: 'Atualização: a sua encomenda já saiu',
    text: 'Olá,\n\nA sua encomenda já saiu do armazém. Obrigado pela sua preferência.',
  },
  {
    from: 'Łukasz Żółw',
    address: 'lukasz@mail.globex.test',
    subject: 'Zażółć gęślą jaźń: potwierdzenie zamówienia',
    text: 'Dzień dobry,\n\ndziękujemy za zamówienie. Paczka dotrze w czwartek.',
  },
  {
    from: 'Jiří Dvořák',
    address: 'jiri@mail.globex.test',
    subject: 'Příliš žluťoučký kůň: vaše objednávka',
    text: 'Dobrý den,\n\nvaše objednávka byla odeslána. Děkujeme.',
  },
  {
    from: 'Σωκράτης Παπαδόπουλος',
    address: 'sokratis@mail.globex.test',
    subject: 'Η παραγγελία σας είναι καθ’ οδόν',
    text: 'Καλημέρα,\n\nη παραγγελία σας θα φτάσει την Πέμπτη. Ευχαριστούμε πολύ.',
  },
  {
    from: 'Анна Иванова',
    address: 'anna@mail.globex.test',
    subject: 'Ваш заказ № 4711 отправлен',
    text: 'Здравствуйте!\n\nВаш заказ отправлен и прибудет в четверг. Спасибо за покупку.',
    encoding: 'base64',
  },
  {
    from: 'Олена Шевченко',
    address: 'olena@mail.globex.test',
    subject: 'Ваше замовлення вже в дорозі',
    text: 'Добрий день!\n\nВаше замовлення прибуде у четвер. Дякуємо, що ви з нами.',
    encoding: 'base64',
  },
  {
    from: 'İpek Çağlar',
    address: 'ipek@mail.globex.test',
    subject: 'Siparişiniz yola çıktı, teşekkür ederiz',
    text: 'Merhaba,\n\nSiparişiniz perşembe günü elinizde olacak. İyi günler dileriz.',
  },
  {
    from: 'נועה לוי',
    address: 'noa@mail.globex.test',
    subject: 'ההזמנה שלך מספר 4711 נשלחה',
    text: 'שלום רב,\n\nההזמנה שלך נשלחה ותגיע ביום חמישי. תודה שקנית אצלנו.',
    rtl: true,
  },
  {
    from: 'ليلى حداد',
    address: 'layla@mail.globex.test',
    subject: 'تم شحن طلبك رقم 4711',
    text: 'مرحبا،\n\nتم شحن طلبك وسيصل يوم الخميس. شكرا لتسوقكم معنا.',
    rtl: true,
    encoding: 'base64',
  },
  {
    from: 'مریم احمدی',
    address: 'maryam@mail.globex.test',
    subject: 'سفارش شما ارسال شد',
    text: 'سلام،\n\nسفارش شما روز پنج‌شنبه می‌رسد. از خرید شما سپاسگزاریم.',
    rtl: true,
  },
  {
    from: 'अनिल शर्मा',
    address: 'anil@mail.globex.test',
    subject: 'आपका ऑर्डर भेज दिया गया है',
    text: 'नमस्ते,\n\nआपका ऑर्डर गुरुवार को पहुँचेगा। धन्यवाद।',
    encoding: 'base64',
  },
  {
    from: 'রহিম উদ্দিন',
    address: 'rahim@mail.globex.test',
    subject: 'আপনার অর্ডার পাঠানো হয়েছে',
    text: 'নমস্কার,\n\nআপনার অর্ডার বৃহস্পতিবার পৌঁছাবে। ধন্যবাদ।',
  },
  {
    from: 'สมชาย ใจดี',
    address: 'somchai@mail.globex.test',
    subject: 'คำสั่งซื้อของคุณถูกจัดส่งแล้ว',
    text: 'สวัสดีครับ\n\nคำสั่งซื้อของคุณจะถึงในวันพฤหัสบดี ขอบคุณครับ',
    encoding: 'base64',
  },
  {
    from: 'Nguyễn Thị Hương',
    address: 'huong@mail.globex.test',
    subject: 'Đơn hàng của bạn đã được gửi đi',
    text: 'Xin chào,\n\nĐơn hàng sẽ đến vào thứ Năm. Cảm ơn bạn đã mua hàng.',
  },
  {
    from: '王小明',
    address: 'xiaoming@mail.globex.test',
    subject: '您的订单已发货，预计周四送达',
    text: '您好：\n\n您的订单已发货，预计周四送达。感谢您的购买。',
    encoding: 'base64',
  },
  {
    from: '陳美玲',
    address: 'meiling@mail.globex.test',
    subject: '您的訂單已出貨',
    text: '您好：\n\n您的訂單已出貨，預計週四送達。謝謝您。',
  },
  {
    from: '佐藤 花子',
    address: 'hanako@mail.globex.test',
    subject: 'ご注文の確認（注文番号４７１１）',
    text: 'お客様\n\nご注文ありがとうございます。商品は木曜日にお届けします。',
    encoding: 'base64',
  },
  {
    from: '김민수',
    address: 'minsu@mail.globex.test',
    subject: '주문하신 상품이 발송되었습니다',
    text: '안녕하세요,\n\n주문하신 상품이 목요일에 도착합니다. 감사합니다.',
  },
  {
    from: 'ნინო ბერიძე',
    address: 'nino@mail.globex.test',
    subject: 'თქვენი შეკვეთა გამოგზავნილია',
    text: 'გამარჯობა,\n\nთქვენი შეკვეთა ხუთშაბათს ჩამოვა. გმადლობთ.',
  },
  {
    from: 'አበበ በቀለ',
    address: 'abebe@mail.globex.test',
    subject: 'ትዕዛዝዎ ተልኳል',
    text: 'ሰላም፣\n\nትዕዛዝዎ ሐሙስ ይደርሳል። እናመሰግናለን።',
  },
  {
    from: 'Party Team 🎉',
    address: 'party@mail.globex.test',
    subject: '🎂 Happy birthday 👩‍👩‍👧‍👦 🏳️‍🌈 — 🎁 20% off',
    text: '🎈🎈🎈\n\nAll the best from all of us! 🥳',
  },
];

/** Text parts in character sets that are not UTF-8, as older mailers still send them. */
export const oldCharsets: readonly {
  readonly charset: string;
  readonly subject: string;
  readonly body: string /** Base64 of the bytes in that set. */;
}[] = [
  {
    charset: 'koi8-r',
    subject: 'KOI8-R',
    body: '+sTSwdfT1NfVytTFISD6wcvB2iA0NzExIM/U0NLB18zFziDJIMLVxMXUINUg18HTINcg3sXU18XSxy4NCvMg1dfB1sXOycXNLCDhzs7BDQo=',
  },
  {
    charset: 'iso-2022-jp',
    subject: '=?iso-2022-jp?B?GyRCJDRDbUo4JE4zTkcnGyhC?=',
    body: 'GyRCJDRDbUo4JCIkaiQsJEgkJiQ0JDYkJCReJDkhIz4mSUokT0xaTUtGfCRLJCpGTyQxJDckXiQ5ISMbKEINChskQjN0PDAycTxSJSIlLyVhGyhCDQo=',
  },
  { charset: 'gb18030', subject: 'GB18030', body: 'xPq6w6OsxPq1xLaptaXS0beiu/WjrNSkvMbW3MvEy82076GjDQrQu9C7o6ENCg==' },
  { charset: 'big5', subject: 'Big5', body: 'sXqmbqFBsXqquq1xs+akd6VYs2ahQbl3rXC2Z6V8sGW5RqFDDQo=' },
  { charset: 'euc-kr', subject: 'EUC-KR', body: 'vsiz58fPvLy/5C4gwda5rsfPvcUgu/PHsMDMILnfvNu1x776vcC0z7TZLg0K' },
  {
    charset: 'windows-1255',
    subject: 'Windows-1255',
    body: '+ezl7Swg5OTm7vDkIPns6iDw+ezn5CDl+uLp8iDh6eXtIOfu6fnpLg0K',
  },
];
