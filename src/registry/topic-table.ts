/** group code → titles and topics; "photo" marks work that can be photographed */
export type TopicTable = Record<string, [titleRu: string, titleEn: string, topics: TopicRow[]]>;
export type TopicRow = [name: string, titleRu: string, titleEn: string, isPhysical?: "photo"];
